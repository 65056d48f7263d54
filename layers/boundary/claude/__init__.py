"""The one place that calls the model. The SDK (1.3 s of CPU) is imported at the first call that is really made."""

from layers.boundary.claude.claude import Claude
from layers.boundary.claude.courier import Courier, Order
from layers.boundary.claude.messages import Messages
from layers.boundary.claude.settings import ClaudeSettings

__all__ = ["Claude", "ClaudeSettings", "Courier", "Messages", "Order"]
