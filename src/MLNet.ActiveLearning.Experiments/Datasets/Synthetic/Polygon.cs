namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A polygon, convex or not, given by its corners x, y, x, y, ...</summary>
internal readonly struct Polygon(float[] corners) : IShape
{
    public (float X, float Y, float Radius) Bounds
    {
        get
        {
            float x = 0, y = 0, far = 0;
            int count = corners.Length / 2;
            for (int i = 0; i < corners.Length; i += 2)
            {
                x += corners[i] / count;
                y += corners[i + 1] / count;
            }

            for (int i = 0; i < corners.Length; i += 2)
            {
                float dx = corners[i] - x;
                float dy = corners[i + 1] - y;
                far = Math.Max(far, (dx * dx) + (dy * dy));
            }

            return (x, y, MathF.Sqrt(far));
        }
    }

    public float Distance(float x, float y)
    {
        float nearest = float.MaxValue;
        bool isInside = false;
        for (int i = 0, j = corners.Length - 2; i < corners.Length; j = i, i += 2)
        {
            float ex = corners[j] - corners[i];
            float ey = corners[j + 1] - corners[i + 1];
            float wx = x - corners[i];
            float wy = y - corners[i + 1];
            float along = Math.Clamp(((wx * ex) + (wy * ey)) / Math.Max((ex * ex) + (ey * ey), 1e-12f), 0, 1);
            float bx = wx - (ex * along);
            float by = wy - (ey * along);
            nearest = Math.Min(nearest, (bx * bx) + (by * by));
            if ((corners[i + 1] > y) != (corners[j + 1] > y) && x < (ex * wy / ey) + corners[i])
            {
                isInside = !isInside;
            }
        }

        return isInside ? -MathF.Sqrt(nearest) : MathF.Sqrt(nearest);
    }
}
