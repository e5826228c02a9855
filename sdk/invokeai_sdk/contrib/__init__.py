"""Integrations with other libraries. Each needs its own extra, and no other part of the SDK imports it."""
