using System.Reflection;

namespace LseMlNet.Numerics.Tests;

public sealed class PublicApiTests
{
    /// <summary>A change of the public surface shows as a change of PublicApi.txt: put there what this test prints, if it is meant.</summary>
    [Fact]
    public void PublicSurface_IsTheTrackedOne()
    {
        string[] members =
        [
            .. typeof(Logits).Assembly.GetExportedTypes()
                .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Select(member => $"{type.FullName}: {Text(member)}"))
                .Order(StringComparer.Ordinal),
        ];
        string tracked = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt"));
        Assert.Equal(tracked.TrimEnd().ReplaceLineEndings("\n"), string.Join('\n', members));
    }

    private static string Text(MemberInfo member) => member is MethodInfo method
        ? $"{method.ReturnType.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(Text))})"
        : member.ToString()!;

    private static string Text(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        string name = type.IsGenericType ? $"{type.Name[..^2]}<{type.GetGenericArguments()[0].Name}>" : type.Name;
        return parameter.HasDefaultValue ? $"{name} {parameter.Name} = {parameter.DefaultValue}" : $"{name} {parameter.Name}";
    }
}
