package io.millrace.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest holds. */
final class MillraceVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = MillraceVersion.class.getPackage().getImplementationVersion();
        return new String[] {"millrace " + (version == null ? "(not packaged)" : version)};
    }
}
