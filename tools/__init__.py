"""Tools for those who work on Tessera; nothing in the product imports them."""
