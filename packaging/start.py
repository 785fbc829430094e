"""Where the frozen app begins."""

import multiprocessing
import sys

from ui.entry import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # many credentials are judged in processes of their own
    sys.exit(main())
