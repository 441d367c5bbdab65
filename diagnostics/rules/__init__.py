"""The rules, one file each, in folders by the letters of their codes."""
