// Places a vertex of a worn model. Few outputs, packed: software GL pays for each of them at each triangle.
#include "common.glsl"
#include "worn_block.glsl"

layout(location = 0) in vec3 position;  // model mm
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 uv_curvature;  // radians per mm
layout(location = 3) in vec4 colour;    // square root of linear RGB, alpha
layout(location = 4) in vec4 surface;   // metallic, roughness, transmission, 1: repainted by frame_colour

// At the covered part of a pixel: outside the triangle normals run wild, and thin rims would sparkle.
centroid out vec4 place_at;       // studio mm, and the model's z
centroid out vec4 normal_at;      // studio, of any length, and the model's y
centroid out vec4 base;
centroid out vec4 made_of;        // metallic, roughness, transmission, spread of the normals in a pixel

void place() {
    place_at = vec4((studio_from_model * vec4(position, 1.0)).xyz, position.z);
    normal_at = vec4(mat3(studio_from_model) * normal, position.y);
    base = vec4(mix(colour.rgb * colour.rgb, frame_colour.rgb, frame_colour.a * surface.a), colour.a);
    vec4 placed = camera_from_model * vec4(position, 1.0);
    gl_Position = clip_from_camera * placed;
    // Normals that turn within a pixel widen the highlight instead of sparkling: Tokuyoshi and Kaplanyan,
    // "Improved geometric specular antialiasing" (2019), with the mesh's curvature in place of derivatives,
    // which are noise on triangles of a pixel.
    float pixel_mm = placed.z * 2.0 * picture.w / clip_from_camera[1][1];
    float turn = uv_curvature.z * pixel_mm / length(camera_from_model[0].xyz);
    made_of = vec4(surface.xyz, min(0.2 * turn * turn, 0.1));
}
