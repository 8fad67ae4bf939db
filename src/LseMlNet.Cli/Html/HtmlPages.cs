using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LseMlNet.Cli.Html;

/// <summary>Renders Razor components to HTML, without a web server.</summary>
internal static class HtmlPages
{
    /// <param name="output">Receives the HTML.</param>
    /// <param name="data">
    /// What the page shows. Its components get these objects by type, with @inject, because parameters of components must have public
    /// types.
    /// </param>
    /// <typeparam name="TPage">The component that is the whole page.</typeparam>
    public static void Write<TPage>(TextWriter output, params IEnumerable<object> data)
        where TPage : IComponent
    {
        var services = new ServiceCollection();
        foreach (object item in data)
        {
            services.AddSingleton(item.GetType(), item);
        }

        using ServiceProvider provider = services.BuildServiceProvider();
        using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        // No component waits for anything, so nothing blocks here.
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            HtmlRootComponent page = await renderer.RenderComponentAsync<TPage>();
            page.WriteHtmlTo(output);
        }).GetAwaiter().GetResult();
    }
}
