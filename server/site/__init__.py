"""What a site is: its model, how it is read, checked and written. Knows no HTTP."""
