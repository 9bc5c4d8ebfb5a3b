"""Write down who may open what, for a reader to look over: `python -m tests.architecture.write_table`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from app import create_app
from tests.architecture.test_endpoints import TABLE, who_may
from tests.conftest import settings_for

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder)))
        TABLE.write_text(json.dumps(who_may(app), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
