"""What pages are built from: texts, buttons, cards, badges, forms."""
