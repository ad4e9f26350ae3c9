"""A page (HTML) → what its article says and what it tells of itself: body, title, outlet, author, date."""
