"""Parts of the pages for advisors, and for what they send back."""
