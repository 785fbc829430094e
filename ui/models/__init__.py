"""Item models over types of the core: rows come by pages, never sorted here."""
