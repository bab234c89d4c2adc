#version 330 core
// A lit mesh of the stage: position and normal in world mm (y up), its finish and its label from vertex to vertex.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal_in;
layout(location = 2) in vec2 uv_in;
layout(location = 3) in vec4 tint_in;    // sRGB, softness
layout(location = 4) in vec4 finish_in;  // roughness, specular, bump, sheet / 255
layout(location = 5) in vec4 label_in;   // part, instance, glow, unused: / 255
uniform mat4 clip_from_world;
uniform mat4 shadow_from_world;
out vec3 world;
out vec3 normal;
out vec3 in_lamp;
out vec3 place;  // uv and sheet
out vec3 tint;
out vec4 finish;  // softness, roughness, specular, bump
out float glow;

void main() {
    world = position;
    normal = normal_in;
    // A little off the surface, so that it does not shade itself.
    in_lamp = (shadow_from_world * vec4(position + 2.5 * normal_in, 1.0)).xyz;
    place = vec3(uv_in, round(finish_in.w * 255.0));
    tint = tint_in.rgb * tint_in.rgb;
    finish = vec4(tint_in.a, finish_in.xyz);
    glow = label_in.z;
    gl_Position = clip_from_world * vec4(position, 1.0);
}
