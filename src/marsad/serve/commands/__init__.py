"""What the pages change: decisions of people, and articles tried without being kept."""
