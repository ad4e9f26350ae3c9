"""What the pages ask: lists, counts, events with their evidence, words to choose from, files to take away. Nothing here writes."""
