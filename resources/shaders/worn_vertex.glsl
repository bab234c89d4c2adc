// Places a vertex of a worn model. Few outputs, packed: software GL pays for each of them at each triangle.
#include "common.glsl"
#include "worn_block.glsl"

layout(location = 0) in vec3 position;  // model mm
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 uv_curvature;  // radians per mm
layout(location = 3) in vec4 colour;    // square root of linear RGB, alpha
// Metallic, roughness, transmission, 1: repainted by frame_colour. ON_FLOOR less than 1: over 64 mm, by how much
// its depth is told nearer.
layout(location = 4) in vec4 surface;

// At the covered part of a pixel: outside the triangle normals run wild, and thin rims would sparkle.
centroid out vec4 place_at;       // studio mm, and the model's z
centroid out vec4 normal_at;      // studio, of any length, and the model's y
centroid out vec4 base;
centroid out vec4 made_of;        // metallic, roughness, transmission, spread of the normals in a pixel

void place() {
    place_at = vec4((studio_from_model * vec4(position, 1.0)).xyz, position.z);
    normal_at = vec4(mat3(studio_from_model) * normal, position.y);
    base = vec4(mix(colour.rgb * colour.rgb, frame_colour.rgb, frame_colour.a * step(0.99, surface.a)), colour.a);
    vec4 placed = camera_from_model * vec4(position, 1.0);
    gl_Position = clip_from_camera * placed;
#ifdef ON_FLOOR
    float nearer = surface.a < 0.99 ? surface.a * 64.0 : 0.0;
    vec4 told = clip_from_camera * vec4(placed.xyz * (1.0 - nearer / max(placed.z, 2.0 * nearer)), 1.0);
    gl_Position.z = told.z / told.w * gl_Position.w;
#endif
    // Normals that turn within a pixel widen the highlight instead of sparkling: Tokuyoshi and Kaplanyan,
    // "Improved geometric specular antialiasing" (2019), with the mesh's curvature in place of derivatives,
    // which are noise on triangles of a pixel.
    float pixel_mm = placed.z * 2.0 * picture.w / clip_from_camera[1][1];
    float turn = uv_curvature.z * pixel_mm / length(camera_from_model[0].xyz);
    made_of = vec4(surface.xyz, min(0.2 * turn * turn, 0.1));
}
