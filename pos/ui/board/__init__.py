"""The wall screen of today's dishes."""
