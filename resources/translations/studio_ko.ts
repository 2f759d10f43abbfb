<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Training Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training Studio {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See a PyTorch model learn. MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fashion-MNIST © Zalando SE, MIT. Inter © The Inter Project Authors, OFL 1.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs are kept in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings are kept in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassesView</name>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples that were evaluated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the evaluation on validation or on test examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the table for a spreadsheet (Ctrl+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prec.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class; click to sort by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the examples taken for this class, how many are of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the examples of this class, how many are recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Macro mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How well each class is recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision, recall and F1 of each class appear here after the first epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each class, test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each class, validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by: {column}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>Stopping ends the run after the present batch and saves its weights and history in its folder. Discarding deletes the run and its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run is not kept on disk: closing ends it, and its weights are lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Training Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is still training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the run, delete it, and close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, save and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the run after this batch, save it, and close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the window open and the run as it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>row %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers in the cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percentages of each true class, or how many examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples that were evaluated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the evaluation on validation or on test examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth ↓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guess →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the matrix (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of the cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is taken for whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table of true classes against guesses appears here after the first epoch, when the model is tried on validation examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation image {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion, validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion, test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion, training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} of {count} validation examples are right after epoch {epoch}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} of {count} test examples are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} of {count} examples are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {truth} among these examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} {truth} were recognised ({share}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} {truth} were taken for {guess} ({share}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On average the model was {share} sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here are the {count} it was most sure of.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>Something unexpected happened in the window ({name}: {error}). The run goes on and is saved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurveControls</name>
    <message>
        <source>Smoothing: the line averages over about {count} batches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 500</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of the loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the shared axis counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole run or its last 500 batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the shared axis counts, and how much of the run is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the curves, or lay the previous run under them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a picture (PNG)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a drawing (SVG)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the numbers (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show previous run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation, epoch {epoch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>run {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no curves to save yet. Train first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curves are saved in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curves could not be saved in {path}: {reason}. Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curves of the run appear here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss and accuracy, batch by batch, while the model learns. Press Train to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag or arrow keys move, the wheel or + and - zoom, a double click or F follows the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move along with the run again (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataFactsView</name>
    <message>
        <source>What the data is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many examples there are, of which classes, and where they come from. Press Train to load them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many examples each class has stands here after the first evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test examples of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation examples of each class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export curves</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Flows</name>
    <message>
        <source>PyTorch weights (*.pt *.pth)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safetensors (*.safetensors)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights (*.pt *.pth *.safetensors);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipes (*.toml);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is under way; its recipe cannot change. Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe {name} is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipes (*.toml)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe is saved in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run yet. Its folder will be in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep runs in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New runs are kept in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here takes {name}. Drop weights (.pt, .pth, .safetensors), a recipe (.toml) or pictures.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListField</name>
    <message>
        <source>Exactly {count} numbers are needed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item} must be a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item} must be greater than {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item} must be at least {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item} must be less than {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item} must be at most {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{item}” is not a number. Write the list like 512, 256.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that happened, the newest at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every line, or only what went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No warning, no error: all is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the studio does is told here, line by line.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Training Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights are saved in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>A number is needed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a number. Write it like 0.01 or 1e-2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be greater than {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be at least {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be less than {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be at most {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutputExistsDialog</name>
    <message>
        <source>{name} already holds something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replacing deletes the run that is kept in {folder}. It cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} already exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replacing deletes the file of this name in {folder}. It cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overwrite what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save under another name or in another folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save nothing now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturesDialog</name>
    <message>
        <source>Your pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the model sees them, and what it takes them for with its present weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PredictionsView</name>
    <message>
        <source>Test images, never trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mistakes first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put wrong guesses to the front, or leave every picture in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test images with the model&apos;s guesses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{right} of {all} right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loaded weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights of epoch {epoch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after {count} batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to see of this data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test pictures stand here when the data consists of pictures with classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model thinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test images appear here, with the model&apos;s guess and how sure it is of each. Press Train and watch them change.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecipeForm</name>
    <message>
        <source>Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked until the data and the model are ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked while training; fields marked live can change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from batch {batch} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} · {count} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} · {count} examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} · {count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{epochs} epochs · seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{epochs} epoch · seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecipeRow</name>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May change while the model trains; it takes effect at the next step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {low}, less than {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {low}, up to {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} or more, less than {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {low} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} {unit} or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 means “{word}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecipeSection</name>
    <message>
        <source>More · {count} changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the sentence and the details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchedulePreview</name>
    <message>
        <source>Learning rate over the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate: {first} at first, {highest} at most, {last} at the end of {epochs} epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate up to {rate}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SectionHeader</name>
    <message>
        <source>{title}: fold or unfold</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the training is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training examples a second, lately</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimated from the last batches and the last validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch {batch} of {batches}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} examples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that the studio uses. Nothing is on a device yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s parameters are on {device}. The studio uses {memory} of memory.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>{problem}. The run was saved as far as it went, and the studio goes on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>{guess}, {share} sure: right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{guess}, {share} sure: wrong, it is {truth}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{guess}, {share} sure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileDetail</name>
    <message>
        <source>Probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to all pictures (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} sure, and right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} sure, but it is {truth}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} sure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Pausing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on by one phase, batch or epoch, then pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the run and choose which weights to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu: files, look, language, help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from a recipe that comes with the studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the model is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train is off because of a value in the recipe: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto · {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto: the fastest there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainedWeightsDialog</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model holds weights that were loaded from {source}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training can go on from these weights, or start fresh from random ones made with the recipe&apos;s seed. The file stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not train now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start fresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train from random weights; the loaded ones leave the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from these weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on from the weights in the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WeightsFitDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} does not fit the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verdict} {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unexpected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shape differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fits} of the model&apos;s {model} tensors fit. Missing in the file: {missing}. Of another shape: {shape}. Only in the file: {unexpected}. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load only what fits ({fits} of {model})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the tensors that fit; the others of the model stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tensor of the file fits this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load nothing; the model stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which keys are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of the file and of the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 counts a missing margin as it is, 2 squared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>131,600 grey pictures of 47 handwritten digits and letters, 28 × 28; 560 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>60,000 colour pictures of a hundred kinds of things, 32 × 32; 169 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>60,000 colour pictures of ten animals and vehicles, 32 × 32; 170 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70,000 grey pictures of handwritten digits, 28 × 28; 11 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70,000 grey pictures of ten cursive Japanese characters, 28 × 28; 21 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70,000 grey pictures of ten kinds of clothing, 28 × 28; ships with the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>99,289 colour pictures of house numbers, 32 × 32; 246 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A residual network with batch norm: the most accurate here, slower to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AMSGrad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ASGD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accumulate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adadelta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adafactor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adagrad with a memory that fades, and hardly a rate to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam with Nesterov&apos;s look ahead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam with a warm-up of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam with far less memory, for very large models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam with the largest gradient in place of the mean square.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam with weight decay kept apart from the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adamax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapts the step of each weight; a good first choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to a denominator so that it is never 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks that the right class beats every other one by a margin, and no more than that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averaging from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches whose gradients are added up for one step of the optimizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Betas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blank a square of this side in each training image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring each unit to mean 0 and variance 1 over the batch before its activation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By how much the right class should win.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CIFAR-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CIFAR-100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of the first stage; the next two have two and four times as many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Climbing part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clipping threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dampening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoupled decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divide by the gradient&apos;s variance instead of its mean square.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divide by the largest average of squared gradients so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divides each step by the recent size of the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EMNIST (balanced)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each error weighs what it is, so outliers disturb little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End divisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs between two drops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs without a better loss that are waited through before a cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs without a better validation result before the run ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Etas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples at a time when the model is tested; changes memory, not results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples that each step of the optimizer looks at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster, coarser float32 matrix products on recent CUDA devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feature maps of the first convolution; the second has twice as many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fully connected layers of the widths that you give, for pictures and tables alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives rarely moved weights larger steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient descent that averages its weights late in the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardswish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden widths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each step goes against the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each weight goes at first; later steps follow from the gradient&apos;s sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the average of squares grows longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the momentum&apos;s own schedule rises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the average of squared gradients remembers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the averages of squares remember.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the averages of the gradient and of its square remember.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times the training set is gone through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much a positive example counts, if a negative one counts 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much each class counts, in the order of the classes; empty if all are equal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much the rate shrinks with each step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly the rate falls with the steps done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly weights are pulled towards 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initial sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the whole set on the training device, or stream it through loader workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kuzushiji-MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeakyReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let torch.compile translate the model first; that takes a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loader workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer gradients are shortened to this norm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look ahead along the momentum; needs some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks only at the gradient&apos;s sign; meant for whole sets as one batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory growth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory order that makes convolutions faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror half of the training images, anew in each epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move each training image by up to this many pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multi-class hinge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multi-layer perceptron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number format of the forward pass; bfloat16 is faster, float16 is for CUDA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the training set that is kept aside to watch progress on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain gradient descent, with momentum if you give it some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positive weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes that load examples when the data is streamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RAdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduce on plateau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residual blocks in each of the three stages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rho</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root mean square that an update may reach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rprop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SGD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVHN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each hidden layer&apos;s units that is silenced at random in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the features before the last layer that is silenced at random in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the hidden units that is silenced at random in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the truth that is spread over all classes, against overconfidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink weights apart from the gradient, as AdamW does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SiLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small CNN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth absolute error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared for small errors and linear for large ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standardize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start divisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of every random number: the same seed gives the same run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop early after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong CNN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtract the training set&apos;s mean and divide by its standard deviation, per channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TF32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The absolute error with its corner at 0 rounded off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error below which the loss is squared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error from which on the loss is linear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first rate divided by this is the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first so many examples of each set; for a quick look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function that bends each hidden layer&apos;s output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate drops by a factor every few epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate falls along half a cosine, slowly, fast, slowly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate is cut whenever the validation loss has stopped falling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network of PyTorch&apos;s quickstart: two hidden layers of 512 units with ReLU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of a new gradient that momentum leaves out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the last step&apos;s direction that the next one keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the learning rate that is left at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the run in which the rate climbs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The peak divided by this is the first rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The power with which the rate falls with the steps done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rate climbs in a straight line from a hundredth to its value over so many epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rate climbs to a peak and falls far below its start: accurate after few epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same learning rate from start to end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share by which the loss has to fall to count as better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The smallest and the largest step of a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step from which on weights are averaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual loss for classes: how surprised the model is by the right answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual loss for numbers: large errors weigh much more than small ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual loss for yes or no, from one logit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The validation result that decides which weights are the best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads that compute on the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tutorial network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two convolutions with pooling: more accurate than a perceptron, and quick on a CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units in each of the two hidden layers; the tutorial has 512.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units of each hidden layer, from input to output; empty for a linear classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units of the linear layer between the feature maps and the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weigh each class by the inverse of how often it occurs in the training set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a step size is multiplied by when the gradient turns, and when it stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each cut multiplies the learning rate by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each drop multiplies the learning rate by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the sum of squared gradients starts with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the examples come from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>streamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>trainer_core</name>
    <message>
        <source>A run is under way. Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {epochs} epochs are done. Test accuracy {accuracy} with the weights of epoch {best}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unexpected error: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is downloading into {folder} now. Wait until it is done and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fashion-MNIST is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files cannot be written into {folder} ({reason}). Free some space there or make it writable, or name another folder in the environment variable {variable}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From batch {step} on: {change}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted after {epochs} whole epochs; the weights are saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No GPU that this PyTorch can use was found, so the CPU computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run is under way. Start one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not one tensor in {path} fits the model by name and shape. Give weights of a model like it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading Fashion-MNIST.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after epoch {epochs}: validation was best in epoch {best} and has not improved since. Test accuracy {accuracy}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped and discarded as asked; nothing is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped as asked after {epochs} whole epochs. Test accuracy {accuracy}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped because the loss is no number; the weights of the last good epoch are kept. Test accuracy {accuracy}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped while preparing; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data ({size} MB) lives in memory as one tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data ({size} MB) lives on {device} as one tensor, as asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data ({size} MB) lives on {device} as one tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data ({size} MB) lives on {device} as one tensor; {free} MB were free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data ({size} MB) streams through a loader in this process: the memory that loader processes would share has only {shared} MB free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data does not fit into the memory of {device}. Set data.placement to &quot;streamed&quot; or &quot;auto&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {path} already holds {what}, and nothing is overwritten. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss at batch {step} is {loss}: training diverged and is paused. The weights of the last good epoch are kept. A smaller learning rate usually helps; clipping the gradient norm or float32 may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model did not take the weights in {path}: {reason}. It is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processes that load the data have stopped or do not answer ({reason}). Train with data.workers = 0, or free some memory and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe asks for the device {asked}, and this machine has: {there}. Choose one of these, or “auto”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run&apos;s folder {path} cannot be made: {reason}. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The schedule cut the learning rate after epoch {epoch}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights are saved in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in the model do not fit this recipe&apos;s model. Start from fresh weights, or choose the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {path} cannot be put on {device}: {reason}. Choose another device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights were taken from “{wrapper}” in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no {split} examples to evaluate on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model yet. Prepare or start a run first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no preset called {value}. There are: {allowed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {split} example {index}; there are {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a recipe in TOML: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model does not take pictures, so {path} cannot be predicted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recipe has version {value}, and this program knows versions up to {allowed}. Update Training Studio to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training goes on from the weights of the last good epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpacking {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.flip, data.shift and data.erase change images, and this data is a table. Set them to false and 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss.name is {value}, which does not fit {task}. It can be: {allowed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training.compile is on, and torch.compile needs a compiler that Windows does not bring. Switch it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training.precision is bfloat16, which {device} cannot compute. Choose float16 or float32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training.precision is float16, which trains on CUDA devices only, and this run is on {device}. Choose bfloat16 or float32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{architecture} takes images of at least {smallest} × {smallest} pixels, and those of this data have {height} × {width}. Choose another architecture (model.name), such as mlp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{architecture} takes images, (channels, height, width), and one input of this data has the shape {shape}. Choose another architecture (model.name), such as mlp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device} ran out of memory. A smaller batch size (now {batch_size}) needs less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} cannot change while a run is under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} has {count} weights, and the data has {classes} classes. Give one weight for each class, or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is missing. It can be: {allowed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is not a setting of a recipe. Its sections are: {allowed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is not a setting of {optimizer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is not a setting that a recipe has. Known here: {allowed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is set and loss.balanced is true. Clear the weights, or switch balancing off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is true, and optimizer.momentum is 0. Nesterov&apos;s method needs momentum: set it, say to 0.9, or switch Nesterov off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is {value}, which is not known. It can be: {allowed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is {value}. {allowed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} {old} → {new}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could not be downloaded ({problems}). Connect to the network and try again, or put this file into {folder} yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is unpacked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fits} of {all} tensors of the model were loaded from {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} in {path} is {found} and does not go into the model&apos;s {wanted}. Save it in that type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} asks to run code ({names}) and was not read. Weights need none: save model.state_dict() alone with torch.save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read as SVHN&apos;s MATLAB file ({reason}). {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read as a gzipped idx file ({reason}). {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read as a picture: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}. Copy it to another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Training goes on; make room or save elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} could not be read or unpacked into the system&apos;s temporary folder ({reason}). Check that you may read it, and that there are 50 MB of free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} could not be unpacked into {folder} ({reason}). Free some space there and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} does not exist. Check the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} does not fit the run&apos;s model: {missing} tensors missing, {unexpected} unexpected, {shapes} of another shape. Give a file that was saved from the same model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} does not say how to save the weights. Let its name end in {suffixes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds NaN or infinite weights, in {keys}. The training that made them diverged: give weights from before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds a whole model, not a state_dict, and was not read. Save model.state_dict().</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds {images} images and {other} holds {labels} labels. {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a TorchScript program, not a state_dict, and was not read. Save model.state_dict().</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a compressed or encrypted archive, which torch.save never writes, and was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a file neither of torch.save nor safetensors, or its start is damaged. Give another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder. Give a weights file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder. Give the name of a file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a pickle that torch.save did not write. Save model.state_dict() with torch.save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a text file, not weights. Give a file that was saved with torch.save or safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a zip archive that holds no weights of torch.save. Give another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is cut short or altered: its MD5 sum is {found}, and that of the official file is {expected}. {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is cut short or damaged ({reason}). Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged: it is not text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged: line {line} is not an epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is empty. Save the weights again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is empty. {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is missing. {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not an ordinary file. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not an ordinary file. Give a weights file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not the folder of a run: it holds no recipe.toml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is pickled with protocol {protocol}, which PyTorch&apos;s safe reading does not take. Save it again with torch.save and its own protocol, 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was read as a file of {format}, which is what it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: not a state_dict, for it should be names and tensors, and {wrong}. Of a checkpoint, save only the state_dict in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: there are no tensors in it. Save the state_dict of a model with weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: {kind} is not a state_dict (names and tensors). Save model.state_dict().</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{setting} is not a setting. Write it as KEY=VALUE, for example training.epochs=3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{prefix}” was taken off the names of {count} tensors.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
