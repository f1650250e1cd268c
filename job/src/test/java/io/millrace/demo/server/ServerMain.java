package io.millrace.demo.server;

/** Starts an Elasticsearch, tells its address and its folder, and waits to be ended. */
final class ServerMain {
    private ServerMain() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedElasticsearch server = EmbeddedElasticsearch.start();
        System.out.println(server.url());
        System.out.println(server.folder());
        System.in.read();
    }
}
