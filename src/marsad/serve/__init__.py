"""The web application: map, timeline, event pages and the analyst's desk over an archive, with their documented JSON API."""
