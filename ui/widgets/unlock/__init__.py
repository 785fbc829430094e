"""Parts of the pages before a wallet is open."""
