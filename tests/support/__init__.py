"""What several tests share: servers, archives, browsers, makers of files and articles."""
