"""Everything that looks at pixels: networks, flow, masks."""
