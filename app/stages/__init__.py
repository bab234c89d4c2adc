"""Pure stages: (input, params, state) -> (output, state). Import core and numpy only."""
