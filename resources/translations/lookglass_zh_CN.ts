<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Lookglass</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Wear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new is shown just now: the figures are those of the last pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture keeps pace; nothing needs doing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording has lost {count} frames in five seconds: record a smaller picture or to a faster disk, or wear less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera gives only {count} frames a second: more light helps, or another camera mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} frames came too late from the source in five seconds: use a smaller clip, one that is easier to decode, or a lower speed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing takes {ms} of {whole_ms} ms: software OpenGL is in use. Make the window smaller, wear less, hide the landmarks, or install the graphics driver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing takes {ms} of {whole_ms} ms: wear less, make the window smaller, or open a source with a smaller picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The finder takes {ms} of {whole_ms} ms: it looks for {count} people; choose a smaller number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The finder takes {ms} of {whole_ms} ms: close other programs, or use a computer whose graphics card ONNX Runtime can use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames wait {ms} of {whole_ms} ms for their turn: the processor is busy; close other programs, or open a source with a smaller picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stage “{stage}” takes {ms} of {whole_ms} ms: reset its knobs in the Tune tab, or wear less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset &amp;all knobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset everything &amp;worn to the products&apos; own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo: {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Lookglass; it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard; nothing in them is personal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Lookglass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws with {renderer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log lies in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces: {provider} on {device}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this line away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another shade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a knob</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{product} in {shade}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look or tune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look and tune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture &amp;only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What finds the face, and where it really runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New frames shown a second; a frame that is shown again does not count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the source to the screen: how old a frame is when it is first shown, and how old the frame is that its landmarks were found in. Both are the same but while a lost face is held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median and 95th percentile of the last frames, milliseconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>detect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steady</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame / pose age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GL calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came too late from the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replaced before the finder took them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not drawn in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left out of the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenGL calls to draw one frame, with {renderer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source gives {fps} a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start &amp;normally</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start in &amp;safe mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut of the chosen line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All as shipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keys} belongs to the window itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keys} is already the shortcut of “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a clip, a picture or a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Demo subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture &amp;back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture &amp;on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Split before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Landmarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take everything off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how strongly everything worn shows; 0 is the bare picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the region around the face; far from 1.5 the points get worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slack</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the face may move in its region before that follows at once; more is calmer, too much makes the points uneven in slow motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the region centres on a face that rests within the slack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hz</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lead</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the region runs ahead of a fast face; 0 lets it lag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth weight</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how much the network&apos;s own depth counts: steadier turns, more bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlier</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error beyond which a point counts less, as a share of the face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast worn things follow a change of light; fast may flicker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the measured light is used; 0 is neutral light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How points are steadied; one-euro-mediapipe is calm, and late in fast motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One-euro</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One-euro-mediapipe</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour cutoff</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm of the outline of the face at rest: lower is calmer, and starts to move later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour beta</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How soon the points of the outline let go when they move: higher lags less, and trembles more in motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brows cutoff</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm of the brows at rest: lower is calmer, and starts to move later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brows beta</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How soon the brows let go when they move: higher lags less, and trembles more in motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eyes cutoff</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm of the eyelids at rest: lower is calmer, and starts to move later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eyes beta</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How soon the eyelids let go when they move: higher lags less, and trembles more in motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Irises cutoff</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm of the irises at rest: lower is calmer, and starts to move later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Irises beta</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How soon the irises let go when they move: higher lags less, and trembles more in motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lips cutoff</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm of the lips at rest: lower is calmer, and starts to move later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lips beta</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How soon the lips let go when they move: higher lags less, and trembles more in motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rest cutoff</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm of the cheeks, nose and forehead at rest: lower is calmer, and starts to move later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rest beta</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How soon the cheeks, nose and forehead let go when they move: higher lags less, and trembles more in motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often empty places are searched in video; more costs time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min score</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure the network must be that it sees a face.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long what is worn stays fully visible after the face is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fade</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long what is worn takes to fade out after that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a lost person is recognised when back near the old place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reach</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far from the expected place a lost person may come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how large the glasses are; 1 is their real size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how high they sit: up to the brows, down the nose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mm</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how far before the eyes the lenses stand, against where they rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilt</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tips the front: more brings the lower rims nearer to the cheeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>°</source>
        <comment>unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rest on nose</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves them until they touch the nose; off leaves them where the product&apos;s file says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the frame&apos;s material: as made, one colour, tortoiseshell, clear tinted crystal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As made</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tortoise</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crystal</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the frame&apos;s colour when its finish is plain or crystal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens colour</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the colour of tinted lenses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens density</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how dark the lenses are: 0 is clear, 1 the full lens colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens gradient</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how much the tint clears towards the lower rim; 0 is even</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temple</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how far behind the eyes the temples vanish behind the ears</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how dark the frame&apos;s shadow on the skin is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the colour of the pigment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>velvet without shine, soft shine, or wet shine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matte</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Satin</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gloss</source>
        <comment>choice</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how much of the bare lips the pigment hides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shine</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how bright the highlights are, where the finish has any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how much of the skin the drawing hides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texture</source>
        <comment>knob</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how far the skin&apos;s own light and shade show through it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detect</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Track</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steady</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Render</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pose</source>
        <comment>stage</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lipstick</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lip liner</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eyeliner</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lashes</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brows</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Foundation</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concealer</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blush</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highlighter</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pattern</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hair</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Glasses</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earrings</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hat</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Necklace</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shoe</source>
        <comment>kind of product</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <comment>preset</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything as it comes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mediapipe one euro</source>
        <comment>preset</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points and region as MediaPipe steadies them, to compare with: calm at rest, late in fast motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Responsive</source>
        <comment>preset</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For fast motion: nothing lags, with a little more trembling at rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steady</source>
        <comment>preset</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For sitting and talking: as calm as it gets, a little late in fast motion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Barely there</source>
        <comment>look</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evening</source>
        <comment>look</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Office</source>
        <comment>look</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sunny</source>
        <comment>look</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {0} or {1}?</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {0} or {1} or {2}?</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>permission denied</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no space left on device</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read-only file system</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a directory</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a directory</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file exists</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file name too long</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too many open files</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input/output error</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of people: expected 1 to 10, got {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: expected ({1}), got {2}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected a colour like &apos;#a01c2b&apos;, got {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected a number, got {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected {0} to {1}, got {2}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected on or off, got {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected one of {0}, got {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no knob {1}; it has {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected GROUP.KNOB=VALUE, got {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no group of knobs {0}; there are {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength: expected 0 to 1, got {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Lookglass; it goes on.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display to open a window on; `lookglass render` works without one.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window needs libxcb, which is not installed.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No OpenGL context is current in this thread.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lookglass needs OpenGL 3.3; this computer&apos;s driver offers {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no OpenGL context</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No OpenGL 3.3 is available on this computer</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: macOS&apos;s OpenGL framework is missing.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (CGL error {1}).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the driver refused to make its context current.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No OpenGL 3.3 is available without a display on this computer</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: libEGL is missing (install libegl1 and libgl1-mesa-dri).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (Mesa&apos;s libgl1-mesa-dri is enough).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: WGL exists on Windows only.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: Windows offers no pixel format for it.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: install the graphics card&apos;s own driver.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: does not compile</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture has {0}x{1} px; this computer&apos;s OpenGL draws {2} px at most.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing: it cannot run here</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not seen yet</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no face</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording ended: {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no demo subject demo:{0} in this version; there is demo:face.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resources/face/demo/{0} is damaged; install Lookglass again.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demo subject</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a folder; give the name of a file.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be written: the folder {1} does not exist.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has an ending that cannot be written; use one of {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guess_datum = true  # unit, axes and origin are guessed when it is worn</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0} more</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no camera {0}: no camera is plugged in, or none may be used.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>render</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last time, Lookglass was cut off. In safe mode it starts without anything of that time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe mode: nothing of last time, no products of your own, and no change is remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lookglass was cut off twice soon after its start, so this is safe mode: nothing of last time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {knob}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set steady or responsive</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the preset {preset}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the preset {preset}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {group}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {source}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find faces with {provider}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the number of people</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the view</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {knob}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all knobs</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change between A and B</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy A to B</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy B to A</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wear {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {knob} of {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wear the look {look}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the look {look}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the strength</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose {variant} of {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {knob} of {product}</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset everything worn</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take everything off</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wear a look</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no camera {0}; there is {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several cameras are called {0}: {1}; choose one by its number.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}x{2}, {3} frames a second</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} has been let go of.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not there or another program uses it</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it gives no picture</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} cannot be opened: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} is gone, waiting for it to come back.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} gives no picture, trying again.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} does not answer, waiting.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} has no new picture yet.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording:{0} cannot be opened: recordings are not part of this version.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the camera is gone, waiting for it to come back</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be opened: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is neither a file nor a folder.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} may not be read: permission denied.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}; it is skipped.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no pictures (PNG, JPEG, WebP, TIFF, BMP or GIF).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no picture that can be read ({1} cannot, for one).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} shows nothing but black: is its cover closed?</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} shows the same picture again and again; it may have stopped.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {0} gives {1} x {2} pictures now.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged and cannot be read: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has more than {1} million pixels, which is too large.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a picture that can be read, or it is damaged.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no source {0}; a source is a file, a folder or {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source is empty: give a file, a folder, camera:0 or demo:face.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source {0} cannot be opened by this part of the program.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no frame that can be decoded.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is neither a picture nor a video that can be read ({1}).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no video, only sound or other data.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a format that cannot be decoded here</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of too large a size</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds a video {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no pose yet</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>landmarks are not numbers</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>face too small for a pose</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>landmarks do not make a face</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as made</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pose has not been fitted yet</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draws with: {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing yet</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces are found by: {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody yet</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} frames a second, {1} dropped</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: median {1} ms, 95th percentile {2} ms</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>view: split {0}, mirror {1}, landmarks {2}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a product of one&apos;s own</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switched off</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write {0}: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is too large to be a file of Lookglass.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot read {0}: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a text file.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: {1} in line {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: it is nested too deeply.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: expected a JSON object.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a {1} of Lookglass{2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: its version is {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was written by a newer Lookglass (version {1} of its format; this one reads up to {2}).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The defaults are used.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept as {0}, and the defaults are used.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a number</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are no triangles in it</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds too many triangles to be worn</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is made of more than {0} pieces</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has {0} nodes; {1} are allowed</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its nodes contain each other</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a node lies absurdly far away</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a node&apos;s children are not a list</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its scene&apos;s nodes are not a list</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a node&apos;s {0} is damaged</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mesh&apos;s primitives are not a list of objects</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a primitive&apos;s extensions are not an object</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it uses Draco mesh compression, which Lookglass cannot read; export it without</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points and lines in the file are left out.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a primitive has no positions</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its geometry is absurdly large</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a primitive has {0} positions, but {1} of something else</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accessor {0} has {1} numbers each where {2} are expected</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its geometry holds numbers that are not finite</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accessor {0} holds no indices</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a triangle refers to vertex {0} of {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an accessor has the unknown type {0} {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an accessor claims {0} elements; {1} are allowed</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a buffer view has a stride of {0} bytes for elements of {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an accessor of {0} elements is longer than its data</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sparse accessor is not complete</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sparse accessor is damaged</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sparse accessor points outside its data</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draco mesh compression</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>meshopt compression</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KTX2 textures</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebP textures only</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a list of objects</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it refers to {0}[{1}], but has {2}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is {1}, not a whole number from 0 on</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it refers to buffer {0}, but has {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a buffer view ends at byte {0} of a buffer of {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a file name in it is not text</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>embedded data in it is not valid base64</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a file in its folder</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it wants {0}, which lies outside its folder</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file {0} that it needs is missing</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: this is no GLB file.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} MB; {2} MB are allowed.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the GLB file is cut off or damaged.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: glTF version {1} is not supported, only 2.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: its description is larger than {1} MB.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: this is no glTF file, or it is damaged.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: this is no glTF file.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;extensionsRequired&apos; is not a list of names</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it uses {0} ({1}), which Lookglass cannot read; export it without</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs the extension {0}, which Lookglass does not know</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>buffer {0} is missing</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>buffer {0} has {1} of its {2} bytes</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a material has the unknown alpha mode {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a material&apos;s {0} is not an object</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a material&apos;s {0} is {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a material&apos;s texture is not an object</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A texture with its own second set of coordinates is left out.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A texture&apos;s shift or turn (KHR_texture_transform) is ignored.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A texture in a format that Lookglass does not read is left out.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it uses KTX2 textures, which Lookglass cannot read; export it with PNG or JPEG</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a texture of {0}x{1} px is too large</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>texture {0} is damaged or in an unknown format</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: its files are larger than {1} MB in all.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be kept: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: its name is written in a way that only an editor can change.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not valid TOML.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be removed: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is another product {0} by now.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be put back: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not among your own products.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product needs a name.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file or folder {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is neither a product folder, a product.toml, a GLB nor a catalogue.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder has no product.toml.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variants: there are no shades.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variants: two are named {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variants.{0}.swatch: it looks unlike the colour in its settings.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} triangles are more than {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A texture is {0} px wide or high, more than {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models/models.toml cannot be read: {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models/models.toml: {0} is not a table.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models/models.toml, {0}: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models/models.toml, {0}: file {1} points out of models/.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model {0}; there are {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models/{0} cannot be read: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models/{0} is damaged: its sha256 is not the one in models.toml ({1} bytes, expected {2}); run `git checkout -- models/{3}` or install Lookglass again.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models/{0}: {1} bytes, verified</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its numbers are taken to be {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} mm is no width of glasses; expected {1} mm.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} mm is no length of temples; expected {1} mm.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The middle lies at x = {0} mm; the datum wants 0.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupils&apos; height y = 0 is outside the model ({0} to {1} mm).</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The temples run towards +z; the datum wants them towards -z.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The front lies at z = {0} mm; expected {1} mm.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies on its back, so it is taken to have z up.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its front looks towards -z, so it is turned about.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is scaled by {0} to a width of {1} mm and placed by its bounding box.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {0}x{1} px; the face&apos;s sheet is three wide and two high.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is drawn on it: all of it is transparent.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no transparent part, so it covers the whole face.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has {1}x{2} px, which is too large.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged or no PNG.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be the name of a {1}: it becomes the name of a file.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no kind {0}; there are {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two variants have the id {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: id: expected the folder&apos;s name {1}, got {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a text file in UTF-8.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not valid TOML: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: model: {1} need a GLB file.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: model: {1} is painted on and takes no model.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: model: expected a .glb or .gltf file, got {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: pattern: a pattern needs a PNG file.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: pattern: {1} takes no drawing.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: pattern: expected a .png file, got {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}: {2} points out of the product&apos;s folder.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}: there is no file {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products of the kind {0} cannot be worn in this version.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: there is already a product {1}; this one is left out.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has {0}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has none</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no variant {1}; {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}/{1} is missing from this installation; install Lookglass again.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was written before that is kept</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: there is no group of knobs {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} has no knob {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {0} {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no product {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has several variants {1}: {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no variant {1}; it has none.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no variant {1}; it has {2}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the whole file</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such field</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this field is missing</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected a table of fields</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too little of the face is in the picture</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no wheel for Python {0}.{1} (up to 3.12 only)</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the package mediapipe is not installed</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mediapipe cannot be loaded: {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this provider knows no other device</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MediaPipe&apos;s own face mesh</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>onnxruntime is not installed</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MediaPipe&apos;s networks on ONNX Runtime</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no device {0}; there are auto, {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was tried ({1})</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was asked for</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the installed ONNX Runtime is built for the processor only</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it takes {0} ms a run, the CPU {1}</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was tried (it takes {1} ms a run instead of {2})</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model cannot be loaded: {0}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in this build of ONNX Runtime</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no usable device or libraries</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no face provider {0}; there are {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face provider {0} cannot run here: {1}.</source>
        <comment>sentence</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
