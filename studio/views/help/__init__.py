"""Help: a page that is read, searched and gone back in."""
