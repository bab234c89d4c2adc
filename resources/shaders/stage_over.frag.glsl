#version 330 core
// Things over the picture of an empty floor, which their shadows fall on: stage.frag.glsl's light on what is level,
// matt and at y = 0, with them over without them.
uniform sampler2D plate;          // the empty floor, as on a screen
uniform sampler2D things;         // the things alone, alpha: how much of a pixel they cover
uniform sampler2DShadow shadow;
uniform sampler2D contact;
uniform vec4 contact_from_world;
uniform mat4 shadow_from_world;
uniform mat3 floor_from_picture;  // homography, px to world x and z
uniform vec3 sun_on_floor;
uniform vec3 sky;
uniform float shadow_texel;
out vec4 colour;

float sunlit(vec3 in_lamp) {
    float t = shadow_texel * 0.75;
    return 0.25 * (texture(shadow, in_lamp + vec3(-t, -t, 0.0)) + texture(shadow, in_lamp + vec3(t, -t, 0.0))
                 + texture(shadow, in_lamp + vec3(-t, t, 0.0)) + texture(shadow, in_lamp + vec3(t, t, 0.0)));
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec4 thing = texelFetch(things, at, 0);
    if (thing.a >= 1.0) {
        colour = thing;
        return;
    }
    vec3 place = floor_from_picture * vec3(gl_FragCoord.xy, 1.0);
    vec2 world = place.xy / place.z;
    float lit = sunlit((shadow_from_world * vec4(world.x, 2.5, world.y, 1.0)).xyz);
    vec2 below = world * contact_from_world.xy + contact_from_world.zw;
    float close = 0.65 * (0.8 * textureLod(contact, below, 2.0).r + 0.65 * textureLod(contact, below, 4.0).r);
    float open = 1.0 - 0.8 * min(close, 1.0);
    vec3 share = (sky * open + sun_on_floor * lit) / (sky + sun_on_floor);
    // Out of the camera's response, dimmed, and into it again.
    vec3 seen = texelFetch(plate, at, 0).rgb;
    vec3 light = 0.155 * seen / (1.019 - seen) * share;
    colour = vec4(thing.rgb + (1.0 - thing.a) * (light / (light + 0.155) * 1.019), 1.0);
}
