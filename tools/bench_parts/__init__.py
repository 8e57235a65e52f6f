# SPDX-License-Identifier: Apache-2.0
"""The parts of tools/bench: `encoders` runs both commands, `speed` is the table of rates, the others are --quality."""
