namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>A chart in the language of Vega-Lite.</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Spec">
/// The specification with its data, as an object that serializes to it; names of members are written in camel case. Colours, fonts and the legend's place
/// come from the page, for light and dark. Give <c>width = "container"</c>, so that the chart fits a phone.
/// </param>
public sealed record ReportChart(string Description, object Spec);
