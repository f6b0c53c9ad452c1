"""What every test stands on."""

pytest_plugins = ["support.databases"]
