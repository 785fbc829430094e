"""A credential on a page: its verdict, its content and what speaks for both."""
