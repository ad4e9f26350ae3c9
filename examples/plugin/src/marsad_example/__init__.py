"""Parts that plug into marsad."""
