# SPDX-License-Identifier: Apache-2.0
"""Tests that have a folder of their own each."""

import os
import tempfile
import unittest

from bench_parts.pixels import Texels


class FolderCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, content):
        """Writes bytes, or texels as a PNG; gives the path."""
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content.png() if isinstance(content, Texels) else content)
        return path
