// Of one worn model. Filled by passes/worn_model.py once per layer. Shading happens in studio space: the
// camera is its origin and the key light's azimuth is 0 (environment.py).
layout(std140) uniform WornBlock {
    mat4 camera_from_model;     // mm
    mat4 studio_from_model;     // mm, the same but for a rotation
    vec4 irradiance[9];         // spherical harmonics of the studio
    vec4 head;                  // studio mm, the middle of the wearer's head
    vec4 fade;                  // from, to (mm behind the datum), lens top and bottom (model y, mm)
    vec4 frame_colour;          // linear RGB, 1 where it repaints materials named "frame"
    vec4 lens_tint;             // linear RGB, density
    vec4 lens_gradient;         // how much the lower part clears, 0, 0, 0
    vec4 floor_light;           // linear RGB that the floor sends up, 1 as a white one would; only ON_FLOOR
};
