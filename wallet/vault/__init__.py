"""The encrypted store: key slots, schema migrations, credentials, ledgers."""
