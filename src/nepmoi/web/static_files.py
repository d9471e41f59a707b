"""Static files under names that hold their hash, so that a phone keeps them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # it brings none


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # of an untyped base
    """Hashed and compressed names once the files were collected, plain names before that (checks, tests, a wheel)."""

    def stored_name(self, name: str) -> str:
        """The name under which a file is served."""
        return str(super().stored_name(name)) if self.hashed_files else name
