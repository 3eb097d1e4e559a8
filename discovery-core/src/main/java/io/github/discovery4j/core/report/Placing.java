package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.List;

/** Finds room for names beside points: the first place that is free, else the one that hides least. */
final class Placing {

    /** How far from its point a name may go, in its own heights. */
    private static final int FARTHEST = 12;

    /** A name's place. */
    record Box(double left, double middle, double width, double height, boolean isAway) {

        double right() {
            return left + width;
        }

        private double overlap(Box other) {
            double x = Math.min(right(), other.right()) - Math.max(left, other.left);
            double y = Math.min(middle + height / 2, other.middle + other.height / 2)
                    - Math.max(middle - height / 2, other.middle - other.height / 2);
            return x > 0 && y > 0 ? x * y : 0;
        }
    }

    private final double width;
    private final double top;
    private final double bottom;
    private final List<Box> taken = new ArrayList<>();

    Placing(double width, double top, double bottom) {
        this.width = width;
        this.top = top;
        this.bottom = bottom;
    }

    /** Marks a rectangle around a middle as taken. */
    void occupy(double x, double y, double boxWidth, double boxHeight) {
        taken.add(new Box(x - boxWidth / 2, y, boxWidth, boxHeight, false));
    }

    /** Takes a place for a name of that size, near a point. */
    Box place(double x, double y, double boxWidth, double boxHeight, double gap) {
        Box best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Box box : places(x, y, boxWidth, boxHeight, gap)) {
            double hidden =
                    outside(box) * 4 + taken.stream().mapToDouble(box::overlap).sum();
            if (hidden < least) {
                best = box;
                least = hidden;
            }
            if (hidden == 0) {
                break;
            }
        }
        Box found = best == null ? new Box(x, y, boxWidth, boxHeight, false) : best;
        taken.add(found);
        return found;
    }

    private static List<Box> places(double x, double y, double w, double h, double gap) {
        List<Box> places = new ArrayList<>();
        places.add(new Box(x + gap, y, w, h, false));
        places.add(new Box(x - gap - w, y, w, h, false));
        places.add(new Box(x - w / 2, y - gap - h / 2, w, h, false));
        places.add(new Box(x - w / 2, y + gap + h / 2, w, h, false));
        places.add(new Box(x + gap / 2, y - gap - h / 4, w, h, false));
        places.add(new Box(x + gap / 2, y + gap + h / 4, w, h, false));
        places.add(new Box(x - gap / 2 - w, y - gap - h / 4, w, h, false));
        places.add(new Box(x - gap / 2 - w, y + gap + h / 4, w, h, false));
        for (int rows = 2; rows <= FARTHEST; rows++) {
            for (double left : new double[] {x + gap, x - gap - w, x - w / 2}) {
                places.add(new Box(left, y - rows * h, w, h, true));
                places.add(new Box(left, y + rows * h, w, h, true));
            }
        }
        return places;
    }

    private double outside(Box box) {
        double x = Math.max(0, -box.left) + Math.max(0, box.right() - width);
        double y = Math.max(0, top - (box.middle - box.height / 2)) + Math.max(0, box.middle + box.height / 2 - bottom);
        return x * box.height + y * box.width;
    }
}
