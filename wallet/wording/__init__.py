"""Every reason and error code as sentences for the holder and the receiver; gettext, Qt-free."""
