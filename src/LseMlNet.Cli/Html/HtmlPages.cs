using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LseMlNet.Cli.Html;

/// <summary>Renders Razor components to HTML, without a web server.</summary>
internal static class HtmlPages
{
    /// <param name="output">The writer that receives the HTML.</param>
    /// <param name="data">
    /// The objects that the page shows. Its components get them by type, with @inject, because component parameters must have public types.
    /// </param>
    /// <typeparam name="TPage">The component for the whole page.</typeparam>
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
        // No component is asynchronous, so this does not block.
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            HtmlRootComponent page = await renderer.RenderComponentAsync<TPage>();
            page.WriteHtmlTo(output);
        }).GetAwaiter().GetResult();
    }
}
