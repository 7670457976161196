"""What a person reads of an error."""

from pathlib import Path

import pytest

from model.errors import DataError, in_words
from model.files import written_whole


def test_the_systems_errors_name_the_file_and_no_number(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        (tmp_path / "gone").read_bytes()
    assert in_words(error.value) == f"{tmp_path / 'gone'}: No such file or directory"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("torn"), "torn"),
        (DataError("a.gz", "The file is empty."), "a.gz: The file is empty."),
        (ValueError("too many"), "too many"),
        (RuntimeError(), "RuntimeError"),
        (MemoryError(), "Not enough memory"),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), "Not enough memory"),
        (RuntimeError("CUDA out of memory. Tried to allocate 2 GiB."), "Not enough memory"),
    ],
)
def test_others_say_what_they_say(error: Exception, words: str) -> None:
    assert in_words(error) == words


def test_a_file_that_could_not_be_written_is_called_by_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "run.png"
    with pytest.raises(FileNotFoundError) as error, written_whole(path) as temporary:
        temporary.write_bytes(b"picture")
    assert in_words(error.value) == f"{path}: No such file or directory"


def test_a_file_cannot_fill_the_screen_with_what_it_says() -> None:
    assert len(str(DataError("a.gz", "x" * 100_000))) < 600
