"""The sandbox's only exception; the layers' error tree is out of reach here on purpose."""


class SandboxError(Exception):
    """The sandbox cannot do what was asked. The message is one sentence for the person who typed the command."""
