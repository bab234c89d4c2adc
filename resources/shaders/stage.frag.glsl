#version 330 core
// Sun with shadows, a lamp nearby, sky and floor light, darkness where things come close to the floor.
in vec3 world;
in vec3 normal;
in vec3 in_lamp;
in vec3 place;
in vec3 tint;
in vec4 finish;
in float glow;
uniform sampler2DArray sheets;    // rgb: square root of albedo, a: height
uniform sampler2DShadow shadow;
uniform sampler2D contact;        // how near above the floor the lowest thing is, 1 on it
uniform vec4 contact_from_world;  // scale x, scale z, offset x, offset z
uniform vec3 eye;
uniform vec3 to_sun;
uniform vec3 sun;
uniform vec3 sky;
uniform vec3 ground;
uniform vec3 lamp_at;
uniform vec4 lamp;                // colour and reach in mm
uniform float shadow_texel;
out vec4 colour;

float sunlit() {
    float t = shadow_texel * 0.75;
    return 0.25 * (texture(shadow, in_lamp + vec3(-t, -t, 0.0)) + texture(shadow, in_lamp + vec3(t, -t, 0.0))
                 + texture(shadow, in_lamp + vec3(-t, t, 0.0)) + texture(shadow, in_lamp + vec3(t, t, 0.0)));
}

// Mikkelsen, "Bump mapping unparametrized surfaces on the GPU" (2010): the slope of a height given per pixel.
vec3 bumped(vec3 n, float height) {
    vec3 across = dFdx(world), down = dFdy(world);
    vec3 r1 = cross(down, n), r2 = cross(n, across);
    float area = dot(across, r1);
    vec3 slope = sign(area) * (dFdx(height) * r1 + dFdy(height) * r2);
    return normalize(max(abs(area), 1e-6) * n - slope);
}

void main() {
    vec4 sheet = texture(sheets, place);
    vec3 albedo = tint * sheet.rgb * sheet.rgb;
    vec3 view = normalize(eye - world);
    vec3 n = normalize(normal);
    n *= dot(n, view) < 0.0 ? -1.0 : 1.0;
    n = bumped(n, sheet.a * finish.w * 8.0);
    float softness = finish.x, roughness = finish.y;

    vec2 below = world.xz * contact_from_world.xy + contact_from_world.zw;
    float close = 0.8 * textureLod(contact, below, 2.0).r + 0.65 * textureLod(contact, below, 4.0).r;
    close *= exp2(-max(world.y, 0.0) / 45.0) * (1.0 - 0.35 * n.y);
    float open = 1.0 - 0.8 * min(close, 1.0);

    // Flesh and cloth let light creep past the edge of the shade, the red of it farthest.
    vec3 wrap = softness * vec3(0.5, 0.28, 0.22);
    float lit = sunlit();
    vec3 direct = sun * lit * max((dot(n, to_sun) + wrap) / (1.0 + wrap), 0.0);
    vec3 towards = lamp_at - world;
    float near = dot(towards, towards);
    vec3 aside = towards * inversesqrt(near);
    float fall = lamp.w * lamp.w / (lamp.w * lamp.w + near);
    direct += lamp.rgb * fall * max((dot(n, aside) + wrap) / (1.0 + wrap), 0.0);
    vec3 around = mix(ground, sky, 0.5 + 0.5 * n.y) * open;

    float facing = 1.0 - max(dot(n, view), 0.0);
    float graze = facing * facing;
    float mirror = finish.z * (0.08 + (1.0 - roughness) * graze * graze * facing);
    // A lobe as narrow as the surface is smooth: a spherical Gaussian in place of a power.
    float sharp = exp2(1.0 + 9.0 * (1.0 - roughness));
    float shine = exp2(sharp * 1.44 * (dot(n, normalize(view + to_sun)) - 1.0)) * sharp * 0.08;
    float shine2 = exp2(sharp * 1.44 * (dot(n, normalize(view + aside)) - 1.0)) * sharp * 0.08;
    vec3 back = reflect(-view, n);
    vec3 seen = mix(ground, sky, clamp(0.5 + 0.7 * back.y, 0.0, 1.0)) * (1.0 - 0.7 * roughness) * open;
    vec3 light = albedo * (around + direct) * (1.0 - mirror)
        + mirror * (seen + sun * lit * shine + lamp.rgb * fall * shine2) + albedo * glow * 6.0;
    // A camera's response with its shoulder, display gamma included (after Guy's fit of ACES).
    colour = vec4(light / (light + 0.155) * 1.019, 1.0);
}
