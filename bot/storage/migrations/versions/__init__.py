"""A revision a file, in order. A revision that was released is never changed."""
