import shutil

import pytest

from pos.disk import MEGABYTE, free_mb, require_room
from pos.errors import DiskLow


def test_only_a_file_has_a_disk_that_can_be_full(demo_database):
    free = free_mb(demo_database)
    if demo_database.is_sqlite:
        now = shutil.disk_usage(demo_database.file.parent).free // MEGABYTE
        assert abs(free - now) < 1000
        with pytest.raises(DiskLow) as refused:
            require_room(demo_database, 10**9)
        assert str(refused.value.facts["free"]) in refused.value.said
        require_room(demo_database, 0)
    else:
        assert free is None
        require_room(demo_database, 10**9)
