// Of one worn model. Filled by passes/worn_model.py once per layer.
layout(std140) uniform WornBlock {
    mat4 camera_from_model;     // mm
    mat4 studio_from_camera;    // rotation
    vec4 irradiance[9];         // spherical harmonics of the studio, see environment.py
    vec4 fade;                  // from, to (mm behind the datum), lens top and bottom (model y, mm)
    vec4 frame_colour;          // linear RGB, 1 where it repaints materials named "frame"
    vec4 lens_tint;             // linear RGB, density
    vec4 lens_gradient;         // how much the lower part clears, 0, 0, 0
};
