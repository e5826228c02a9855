"""The blocking counterparts of `invokeai_sdk.media`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
