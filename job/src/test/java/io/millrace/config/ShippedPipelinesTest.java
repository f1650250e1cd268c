package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedPipelinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo.yaml", "products.yaml"})
    void everyPipelineThatComesWithMillraceIsGood(String name) {
        Map<String, String> environment = Map.of("POSTGRES_PASSWORD", "secret");
        PipelineSpec pipeline = PipelineLoader.load(Path.of("..", "conf", name), environment);
        assertThat(pipeline.definitions()).isNotEmpty();
        assertThat(pipeline.flows())
                .allSatisfy(
                        flow ->
                                assertThat(pipeline.definitions())
                                        .anySatisfy(
                                                definition ->
                                                        assertThat(definition.text())
                                                                .startsWith(
                                                                        "CREATE TABLE "
                                                                                + flow.sink()
                                                                                + " ")));
    }
}
