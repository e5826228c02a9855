"""Files that run inside the server's own Python, never in the SDK's.

They are copied or executed by path; nothing in the SDK imports them. They may import what only the server's
environment has (torch, diffusers, uvicorn), so the type checker leaves them alone.
"""
