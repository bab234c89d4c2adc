#version 330 core
// Averages the samples of the box in linear light and lays them over the picture where anything was drawn.
uniform sampler2DMS drawn;
uniform vec4 placing;  // the box's corner in px, number of samples, opacity
uniform sampler2D picture_so_far;
uniform vec4 shadow;   // strength; the way up to what casts it, in px (x, y); 0
uniform vec4 across;   // from the right side of the front to the left, in px
uniform vec4 box;      // left, top, width, height in px

out vec4 colour;

// Coverage at a place of the box. Beyond it, where the picture ends, lie the leavings of earlier pictures.
float cover_at(ivec2 place, int which) {
    if (any(lessThan(place, ivec2(0))) || any(greaterThanEqual(place, ivec2(box.zw)))) return 0.0;
    return texelFetch(drawn, place, which).a;
}

// How much of the light from above the front takes away: what is drawn a little higher, seen blurred.
float shadow_at(ivec2 inside, int samples) {
    vec2 side = across.zw - across.xy;
    float place = dot(gl_FragCoord.xy - across.xy, side) / dot(side, side);
    float on_face = smoothstep(0.0, 0.1, place) * smoothstep(1.0, 0.9, place);
    if (on_face <= 0.0) return 0.0;
    vec2 up = shadow.yz, aside = vec2(-up.y, up.x) * 0.45;
    float covered = 0.0;
    covered += cover_at(inside + ivec2(up * 0.45 + aside), 0);
    covered += cover_at(inside + ivec2(up * 0.8 - aside), samples - 1);
    covered += cover_at(inside + ivec2(up * 1.25 + aside), 0);
    covered += cover_at(inside + ivec2(up * 1.7 - aside), samples - 1);
    return covered * 0.25 * on_face * shadow.x;
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 inside = at - ivec2(placing.xy);
    int samples = int(placing.z);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < samples; ++i) sum += texelFetch(drawn, inside, i);
    sum /= placing.z;
    float shade = shadow.x > 0.0 ? shadow_at(inside, samples) * (1.0 - sum.a) : 0.0;
    if (sum.a <= 0.0 && shade < 0.004) discard;
    sum.rgb *= 1.0 - shade;
    if (placing.w < 1.0) {
        sum.rgb = mix(texelFetch(picture_so_far, at, 0).rgb, sum.rgb, placing.w);
    }
    colour = vec4(sum.rgb, 1.0);
}
