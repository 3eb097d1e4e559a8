package io.github.discovery4j.core.social;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.testkit.PersonalDataHolderContract;

class SocialGraphHolderTest extends PersonalDataHolderContract {

    @Override
    protected PersonalDataHolder holder() {
        SocialGraph graph = new SocialGraph(SocialGraphSettings.of(ConsentView.ALLOW_ALL));
        graph.follow("ana", "bo");
        graph.follow("ana", "cy");
        graph.follow("bo", "ana");
        graph.follow("bo", "cy");
        graph.block("ana", "di");
        graph.block("bo", "eve");
        graph.block("eve", "ana");
        return graph;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }
}
