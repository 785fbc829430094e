"""Two machines of one person kept alike through a folder that they share already.

``said`` are the papers that machines sign, ``chain`` says who belongs together and which papers
count, ``document`` is what is merged. The vault keeps the state (``wallet.vault.machines``),
reads and writes the folder and makes the exchange (``wallet.vault.syncing``).
"""
