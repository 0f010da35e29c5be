namespace StandIns.Tests;

/// <summary>Which packages the tests run on.</summary>
internal static class Packages
{
#if STAND_INS
    public static bool AreStandIns => true;
#else
    public static bool AreStandIns => false;
#endif
}
