from typing import Any

class ObjectBuilder:
    value: Any
    def event(self, event: str, value: Any) -> None: ...
